def balance(deposit, rate, years=10):
    total = 0.0
    for year in range(years):
        total += deposit
        total *= 1 + rate
    return total
