import torch
from torch.func import jvp

x = torch.tensor([1.0, 2.0, 3.0])
f = lambda x: x * torch.tensor([1., 2., 3.])
value, tangent = jvp(f, (x,), (torch.tensor([1., 0., -1.]),))
value, tangent
