"""Actions and how they go. Other areas import `kept`, which imports no other handlers' areas."""
