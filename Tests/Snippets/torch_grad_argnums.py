import torch

def mse_loss(weight, bias, x, y):
    return torch.mean((x @ weight + bias - y) ** 2)

x = torch.tensor([[1., 2.], [3., 4.], [5., 7.]])
y = torch.tensor([1., -1., 0.5])
d_weight, d_bias = torch.func.grad(mse_loss, argnums=(0, 1))(
    torch.tensor([0.1, 0.2]), torch.tensor(0.3), x, y)
d_weight, d_bias
