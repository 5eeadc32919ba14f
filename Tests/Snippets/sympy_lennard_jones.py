4*epsilon*((sigma/r)**12 - (sigma/r)**6)
