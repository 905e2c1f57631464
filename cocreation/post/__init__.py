"""Letters on their way: kept until the mail server has taken them."""
