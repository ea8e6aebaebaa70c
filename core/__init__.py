"""Code without domain knowledge that all other packages use."""
