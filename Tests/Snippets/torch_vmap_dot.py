import torch

x = torch.tensor([[1., 2., 3.], [4., 5., 6.]])
y = torch.tensor([[0.5, -1., 2.], [1., 0., -1.]])
batched_dot = torch.func.vmap(torch.dot)
batched_dot(x, y)
