"""The demonstration: real units, invented people, a year of work done through the product's own actions."""
