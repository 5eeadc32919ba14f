import torch

def energy(q, p):
    return 0.5 * (p ** 2 + q ** 2)

q, p, dt = torch.tensor(1.0), torch.tensor(0.0), 0.1
for _ in range(10):
    p = p - 0.5 * dt * torch.func.grad(energy, argnums=0)(q, p)
    q = q + dt * torch.func.grad(energy, argnums=1)(q, p)
    p = p - 0.5 * dt * torch.func.grad(energy, argnums=0)(q, p)
torch.stack([q, p, energy(q, p)])
