"""What happens to the site as a whole, told to the apps above."""

from django.dispatch import Signal

# A web server is about to answer, in workers that share what is read now.
before_serving = Signal()
