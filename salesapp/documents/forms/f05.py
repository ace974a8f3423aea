"""F05 客户拜访/沟通记录表: what was said, needed, promised, and what comes next."""

from __future__ import annotations

from salesapp.documents.forms.groups import OpinionSpec
from salesapp.documents.forms.shape import (
    Fields, FormSpec, Opinions, choice, file, long, moment, options,
    ref, signed_by, text, tick,
)
from salesapp.policies.page import told
from salesapp.words import lazy_gettext as _l

CHANNELS = options(phone=_l("Phone"), visit=_l("Visit on site"), meeting=_l("Meeting"), mail=_l("Mail"),
                   wechat=_l("WeChat"), video=_l("Video call"))
CONCLUSIONS = options(up=_l("Rising"), level=_l("Unchanged"), down=_l("Falling"))

HEAD = (
    text("number", _l("Record no."), auto=True, head=True, hint=_l("Given by the system"), example="GT202611-088"),
    ref("customer", _l("Customer"), required=True,
        hint=_l("The whole name"), example=_l("Suzhou Moumou Precision Manufacturing Co., Ltd.")),
    ref("opportunity", _l("Opportunity"), hint=_l("Needed where there is one"), example="SJ2026-0051"),
    moment("started_at", _l("Started at"), past=True, required=True, wide=True, row_label=_l("Time of contact"),
           hint=_l("When you began to talk"), example="2026-11-27 14:00"),
    moment("ended_at", _l("Ended at"), past=True, required=True, joined=True,
           hint=_l("When you parted"), example="2026-11-27 15:20"),
    choice("channel", _l("Way of contact"), CHANNELS, required=True, wide=True,
           hint=_l("How you talked"), example=_l("Visit on site")),
    ref("their_people", _l("Their people"), required=True, mask="names",
        hint=_l("With their job titles"), example=_l("Zhou*, Qian*")),
    ref("our_people", _l("Our people"), required=True, mask="names",
        hint=_l("Everybody who took part"), example=_l("Lin*, Xu*")),
    tick("is_first", _l("First contact?"), required=True,
         hint=told(_l("A tick opens the thank-you mail of %(thank_you_hours)s hours"), "thank_you_hours"), example="□"),
    file("place_photo", _l("Place / photo"), hint=_l("If you like; no faces, no restricted areas"), example="/"),
)

TALK = (
    long("situation", _l("S Situation"), required=True, wide=True, lines=3,
         hint=_l("Facts: how it is done today"), example=_l("Planning by spreadsheet, kept by three people")),
    long("problem", _l("P Problem"), required=True, wide=True, lines=3,
         hint=_l("The trouble the customer names"), example=_l("After a rush order parts go missing")),
    long("implication", _l("I Implication"), wide=True, lines=3,
         hint=_l("What it costs, in figures"), example=_l("Six late orders a month, about 20,000 yuan of damages")),
    long("need_payoff", _l("N Need"), required=True, wide=True, lines=3,
         hint=_l("What the customer wants instead"), example=_l("Linked to the present system within a month")),
    long("needs", _l("Key needs (time / budget / other)"), required=True, wide=True, lines=3,
         hint=_l("Say whether it is the customer's word or our judgement"),
         example=_l("“Not more than four hundred thousand” (their words)")),
    long("feedback", _l("Feedback and objections"), wide=True, lines=3,
         hint=_l("Their own words; carried on in F08"), example=_l("The price seems high")),
    long("competition", _l("Competition"), wide=True, lines=1,
         hint=_l("Who else is talking to them, at what price"), example=_l("Another brand, about a tenth cheaper")),
)

OUTCOME = (
    long("promises", _l("Promises"), required=True, wide=True, lines=3,
         hint=_l("What each side promised, and by when"), example=_l("We send two cases by 29 November")),
    choice("conclusion", _l("Conclusion / change of intent"), CONCLUSIONS, required=True,
           hint=_l("Closer to a deal, the same, or further away"), example=_l("Rising")),
    moment("thank_you_sent_at", _l("Thank-you mail sent at"), past=True, later=True,
           hint=told(_l("After a first contact, within %(thank_you_hours)s hours"), "thank_you_hours"), example="/"),
    moment("next_at", _l("Next contact at"), required=True, wide=True, row_label=_l("Next contact: time and purpose"),
           hint=_l("To the hour and minute"), example="2026-12-02 14:00"),
    text("next_purpose", _l("Purpose of the next contact"), required=True, joined=True,
         hint=_l("What for"), example=_l("Demonstration")),
)

COMMENT = (
    long("supervisor_comment", _l("Supervisor's comment"), later=True, wide=True, length=1000, lines=2,
         hint=_l("May stay empty"), example=_l("The budget is clear now; go for the vice president")),
)

FORM = FormSpec(
    code="F05", process=(1, 2, 3), record="activity", retention_years=3,
    title=_l("Customer visit and contact record"),
    purpose=told(_l("Written within %(record_hours)s hours, on the same day at the latest"), "record_hours"),
    groups=(
        Fields("head", _l("Contact facts"), HEAD),
        Fields("talk", _l("What was said"), TALK),
        Fields("outcome", _l("Outcome and next step"), OUTCOME),
        Opinions("comment", _l("Read by the supervisor"), COMMENT, rows=(
            OpinionSpec(_l("Supervisor's comment"), "read_by", words="supervisor_comment"),
        )),
    ),
    signatures=signed_by(recorded_by=_l("Recorded by"), read_by=_l("Read by the supervisor")),
)
