import torch
from torch.func import grad, vmap

def model(weights, feature_vec):
    return torch.relu(torch.dot(feature_vec, weights))

def compute_loss(weights, example, target):
    y = model(weights, example)
    return (y - target) ** 2

weights = torch.tensor([0.4, -0.1, 0.9])
examples = torch.tensor([[1., 2., 3.], [0.5, 0.5, -2.], [2., -1., 1.]])
targets = torch.tensor([1., 0., -1.])
vmap(grad(compute_loss), in_dims=(None, 0, 0))(weights, examples, targets)
