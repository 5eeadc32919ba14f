import torch

def f(x, y):
    return torch.sum(x * y), torch.cos(y)

x = torch.tensor([1., 2.])
y = torch.tensor([0.3, -0.4])
output, vjp_fn = torch.func.vjp(f, x, y)
vjp_fn((torch.tensor(2.0), torch.tensor([1.0, -1.0])))
