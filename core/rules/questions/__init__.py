"""What a round of questions is made of."""
