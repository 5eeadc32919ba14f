asin(x/2) + acos(x/3) * atan(5*x)
