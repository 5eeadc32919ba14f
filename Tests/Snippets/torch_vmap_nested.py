import torch
from torch.func import vmap

x = torch.tensor([1., 2., 3.])
y = torch.tensor([10., 20.])
outer = vmap(vmap(lambda a, b: a * b + a, in_dims=(None, 0)), in_dims=(0, None))
outer(x, y)
