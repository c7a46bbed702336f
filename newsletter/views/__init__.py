"""What subscribers see of the site, besides its pages."""
