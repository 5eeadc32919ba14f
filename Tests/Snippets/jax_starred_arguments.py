import jax

def volume(length, width, height):
    return length * width * height

box = (2.0, 3.0, 4.0)
volume(*box), jax.grad(volume, argnums=(0, 1, 2))(*box)
