"""Fit a line while its squared norm is kept to 1: PyTorch, and the package mdmm."""

import mdmm
import torch

inputs = torch.tensor([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0], [1.0, 3.0]])
targets = torch.tensor([1.0, 2.0, 2.0, 5.0])

params = torch.zeros(2, requires_grad=True)
constraint = mdmm.MaxConstraint(lambda: (params**2).sum(), 1.0, damping=1.0)
module = mdmm.MDMM([constraint])
# This optimizer turns the sign of the gradient of λ, which has to rise.
optimizer = module.make_optimizer([params], optimizer=torch.optim.SGD, lr=0.02)

for _ in range(4000):
    error = ((inputs @ params - targets) ** 2).mean()
    optimizer.zero_grad()
    module(error).value.backward()
    optimizer.step()
# Its λ has the other sign.
print(*params.tolist(), -constraint.lmbda.item())
