"""The listings of the sources, letter by letter, and a way to run them.

Degrave and Korshunova, 2021: `SUM` and `WEIGHTED` of the first post, which lost their
indentation in print and have it again here, the others of the second. ε is put in from
outside, since the listings print 0.3 or 0.7 and the figures have both.
"""

import jax
import jax.numpy as jnp
import numpy as np

SUM = """
def loss(θ):
  return loss_1(θ) + loss_2(θ)
loss_derivative = grad(loss)
for gradient_step in range(200):
  gradient = loss_derivative(θ)
  θ = θ - 0.02 * gradient
"""

WEIGHTED = """
def loss(θ, α):
  return loss_1(θ) + α*loss_2(θ)
loss_derivative = grad(loss)
for gradient_step in range(200):
  gradient = loss_derivative(θ, α=0.5)
  θ = θ - 0.02 * gradient
"""

DUAL = """
def loss(θ, λ, ε):
  return loss_1(θ) - λ*(ε - loss_2(θ))

loss_derivative = grad(loss)
λ = solve_dual(ε)  # The crux

for gradient_step in range(200):
  gradient = loss_derivative(θ, λ, ε)
  θ = θ - 0.02 * gradient
"""

HARD_CONSTRAINT_FIRST = """
def constraint(θ, ε):
  return ε - loss_2(θ)

optimization_derivative = grad(loss_1)
constraint_derivative = grad(constraint)

for gradient_step in range(200):
  while constraint(θ, ε) < 0:
    # maximize until the constraint is positive again
    gradient = constraint_derivative(θ, ε)
    θ = θ + 0.02 * gradient
  gradient = optimization_derivative(θ)
  θ = θ - 0.02 * gradient
"""

BDMM = """
def lagrangian(θ, λ, ε):
 return loss_1(θ) - λ*(ε - loss_2(θ))

derivative = grad(lagrangian, (0,1))
λ = 0.0

for gradient_step in range(200):
  gradient_θ, gradient_λ = derivative(θ,λ,ε)
  θ = θ - 0.02 * gradient_θ  # Gradient descent
  λ = λ + 1.0 * gradient_λ  # Gradient ascent!
  if λ < 0:
    λ = 0
"""

MDMM = """
damping = 10.0

def lagrangian(θ, λ, ε):
 damp = damping * stop_gradient(ε-loss_2(θ))
 return loss_1(θ) - (λ-damp) * (ε-loss_2(θ))

derivative = grad(lagrangian, (0,1))
λ = 0.0

for gradient_step in range(200):
  gradient_θ, gradient_λ = derivative(θ, λ, ε)
  θ = θ - 0.02 * gradient_θ
  λ = λ + 1.0 * gradient_λ
  if λ < 0:
    λ = 0
"""


class Printed:
    """Runs a listing from a start; `grad` compiles, and counts how often it is called.

    The printed `λ = 0` is the integer 0, by which `jax.grad` refuses to differentiate, so
    that all arguments are made floating-point numbers before.
    """

    def __init__(self, text, problem, **names):
        self.code = compile(text, "listing.py", "exec")
        self.loss_1 = jax.jit(lambda theta: problem.losses(theta)[0])
        self.loss_2 = jax.jit(lambda theta: problem.losses(theta)[1])
        self.names = names
        self.compiled = {}
        self.gradients = 0

    def grad(self, function, argnums=0):
        key = function.__name__
        if key not in self.compiled:
            self.compiled[key] = jax.jit(jax.grad(function, argnums))

        def derivative(*arguments, **named):
            self.gradients += 1
            numbers = (jnp.asarray(argument, float) for argument in arguments)
            return self.compiled[key](*numbers, **named)

        return derivative

    def run(self, theta):
        """θ and λ, if there is one, after the last line, and the gradients it took."""
        self.gradients = 0
        names = {
            "θ": jnp.asarray(theta),
            "grad": self.grad,
            "stop_gradient": jax.lax.stop_gradient,
            "loss_1": self.loss_1,
            "loss_2": self.loss_2,
            **self.names,
        }
        exec(self.code, names)
        multiplier = float(names.get("λ", np.nan))
        return np.asarray(names["θ"]), multiplier, self.gradients
