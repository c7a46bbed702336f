"""People who read the newsletter by mail: how they come, what they agreed to, how they leave."""
