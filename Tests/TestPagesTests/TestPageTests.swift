import TestPages
