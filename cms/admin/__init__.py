"""What the admin screens of all subjects share."""
