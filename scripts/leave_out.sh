#!/bin/sh
# Takes out of a virtual environment what the running app does not need, for the image.
#
#     scripts/leave_out.sh FOLDER
#
# scripts/image.sh opens every page of an image made so: what was needed shows there.
set -eu
cd "$1"

# Asked for by JAX and Streamlit, yet imported only by parts of them that are not used here:
# jax.scipy, maps, and Vega charts with the check of their specifications.
bin/python -m pip uninstall --quiet --yes --root-user-action=ignore \
    scipy pydeck altair jsonschema jsonschema-specifications referencing rpds-py
# What has installed the others. pip is last, since it takes itself out.
bin/python -m pip uninstall --quiet --yes --root-user-action=ignore setuptools pip

cd lib/python3*/site-packages
# Stubs and headers for compilers, and what is for notebooks.
rm -rf pyarrow/include pyarrow/includes pyarrow/src plotly/labextension \
    plotly/package_data/widgetbundle.js
# Arrow's remote services, and second and third copies of a library, where the links that
# its wheel cannot have would be.
rm -f pyarrow/*flight* pyarrow/*s3fs* pyarrow/libarrow_s3* pyarrow/libarrow_python*.so \
    pyarrow/libarrow_python*.so.*.*
find . -type d \( -name tests -o -name internal_test_util \) -prune -exec rm -rf {} +

# Names of functions that only a debugger reads: a third of jaxlib. Not those of all
# packages: what auditwheel has patched, as in numpy.libs, strip would break.
find jaxlib pyarrow -name '*.so*' -type f -exec strip --strip-unneeded {} +

# Compiled Python of packages of which little is imported. What is imported of them is
# compiled again when the code is warmed.
find jax jaxlib pandas plotly -name '*.pyc' -delete
