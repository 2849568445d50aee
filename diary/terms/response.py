"""By how much headache days must fall for a person to be counted as answering."""

RESPONSE_PERCENTS = (30, 50, 75)
"""At least so many percent fewer than at baseline.

30: meaningful in chronic migraine, and the line of NICE TA260 and of the European Headache
Federation 2018; 50: Hull, and the American Headache Society 2021; 75: customary beside them in
reports of trials (clinical reference, section 5).
"""
