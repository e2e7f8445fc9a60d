"""A year of the five plans, driven through the product's own actions on the office clock: for figures, tests and the demo."""
