import torch
from torch.func import jacrev, jacfwd

x = torch.tensor([0.2, -0.7, 1.1])
jacobian = jacrev(torch.sin)(x)
[jacobian, jacfwd(torch.exp)(x)]
