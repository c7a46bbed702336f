from companies.models.activity import Activity, CpvCode
from companies.models.check import ProfileCheck
from companies.models.company import CompanyPage
from companies.models.index import CompanyIndexPage
from companies.models.region import Municipality
from companies.models.rows import CompanyActivity, CompanyLocation, CompanyStatus

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
