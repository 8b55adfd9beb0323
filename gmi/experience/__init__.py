"""experience: what migrants say of policy areas, asked by worksheets and summed up without naming anyone."""
