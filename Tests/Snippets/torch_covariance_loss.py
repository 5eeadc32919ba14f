import torch

def loss(x):
    centred = x - x.mean(axis=0)
    covariance = centred.T @ centred / (x.shape[0] - 1)
    return (covariance ** 2).sum()

torch.func.grad(loss)(torch.tensor([[1., 2.], [0., -1.], [2.5, 0.5]]))
