"""The five plans of real units, item by item: what the product does or checks for each, and the tests that show it."""
