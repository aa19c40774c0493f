"""What a promise is: promises, activities, targets, log entries and decisions, frozen, in the words of the field."""
