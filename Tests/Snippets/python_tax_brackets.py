def tax(income):
    if income <= 10000:
        due = 0.0 * income
    elif income <= 40000:
        due = 0.2 * (income - 10000)
    else:
        due = 6000 + 0.4 * (income - 40000)
    return due
