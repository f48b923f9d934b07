"""When a set meets: its dates, who comes, what is moved or cancelled, and the reminders."""
