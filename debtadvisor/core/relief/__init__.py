"""Relief for one debt: `model` holds the values, `contract` what is owed as agreed, `kinds` the schedule that each
kind of relief gives, `options` which terms of the book are open and why the others are not."""
