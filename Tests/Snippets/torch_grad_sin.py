import torch
from torch.func import grad

x = torch.tensor(0.8)
cos_x = grad(lambda x: torch.sin(x))(x)
neg_sin_x = grad(grad(lambda x: torch.sin(x)))(x)
(cos_x, neg_sin_x)
