//! Drafts in Word: opened again, the fields of Form 01 and the list of the explanation are there, and what is not known is a blank.
