"""What registering by camera tells the house."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.customers.camera import jobs, routes
from salesapp.rights.rules import SALES
from salesapp.schedule.rules import Every, Job

CAPABILITY = Capability(
    name="customer_photos.create",
    blueprints=(routes.bp,),
    rights={"customer_photos.create": SALES, "customer_photos.show": SALES},
    jobs=(Job("customers.photos", Every.HOUR, jobs.prune_photos),),
)
