from companies.models.activity import Activity, CpvCode
from companies.models.check import ProfileCheck
from companies.models.company import (
    CompanyActivity,
    CompanyLocation,
    CompanyPage,
    CompanyStatus,
)
from companies.models.index import CompanyIndexPage
from companies.models.region import Municipality

__all__ = [
    "Activity",
    "CompanyActivity",
    "CompanyIndexPage",
    "CompanyLocation",
    "CompanyPage",
    "CompanyStatus",
    "CpvCode",
    "Municipality",
    "ProfileCheck",
]
