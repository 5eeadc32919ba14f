import torch
from torch.func import grad, vmap

u = lambda t: torch.exp(-t) * torch.cos(2 * t)
ts = torch.linspace(0.5, 2.5, 5)
residual = vmap(lambda t: grad(grad(u))(t) + 2 * grad(u)(t) + 5 * u(t) + t)
residual(ts)
