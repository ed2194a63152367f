"""What makes a contract live again."""

REMEDIES: dict[str, str] = {
    "living_contract.silent_while_scope_drifts": "living_contract.silent_while_scope_drifts.remedy",
}
