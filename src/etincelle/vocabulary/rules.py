"""Every threshold and cadence, frozen and versioned. Values and sources: foundation/rules.toml."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class NetworkRules:
    """Ties, their rhythm, their states; then and now. Days unless said."""

    cadence_days: tuple[int, ...]
    courtship_cadence_days: tuple[int, ...]
    courtship_days: int
    pseudo_observations: float
    expected_floor: float
    expected_ceiling: float
    cooling_rho: float
    overdue_rho: float
    dormant_rho: float
    lost_rho: float
    full_sleep_rho: float
    dormant_gap_days: int
    dormant_min_score: float
    lost_gap_days: int
    contact_min_weight: float
    contact_max_people: int
    weight_direct: float
    weight_committee: float
    weight_mail_thread: float
    then_window_days: int
    now_window_days: int
    collapse_ratio: int
    collapse_p: float
    collapse_min_contacts: int
    top_pair_share: float
    source_stale_days: int
    lifetime_days: int
    lifetime_shape: float
    work_country: str
    work_subdivision: str
    slow_months: tuple[int, ...]
    burst_min_gaps: int
    burst_told_from: float
    delegation_meetings: int
    delegation_share: float
    delegation_falls: int
    present_days: int
    gone_silence_days: int
    gone_circle: int
    familiar_days: int
    present_enough_days: int


@dataclass(frozen=True, slots=True)
class MeasureRules:
    """What a measure still teaches: tests T3 to T8, stopped clocks, hand-offs."""

    uneventful_months: int
    uneventful_run: int
    bunched_from: float
    bunched_to: float
    bunched_ratio: float
    bunched_probability: float
    same_tickets_share: float
    same_values_correlation: float
    same_values_months: int
    change_min_months: int
    change_segment_months: int
    change_penalty: float
    pause_share_high: float
    pause_share_rise: float
    late_pause_from: float
    late_pause_ratio: float
    late_pause_probability: float
    many_hand_offs: int
    many_hand_offs_share: float
    journeys_needed: int
    most_indicators: dict[str, int]


@dataclass(frozen=True, slots=True)
class ExperienceRules:
    """Measures of experience: happiness, lost time, their composite."""

    promoter_from: int
    detractor_to: int
    response_share_low: float
    lost_minutes_worst: float
    sentiment_part: float
    lost_time_part: float
    outcome_part: float


@dataclass(frozen=True, slots=True)
class PositionRules:
    """What a lively year brings, both parties together."""

    ideas_per_year: float
    amendments_per_year: float
    new_faces_per_year: float
    months_needed: int
    corner_at: float


@dataclass(frozen=True, slots=True)
class RenewalRules:
    """The renewal of key roles: two floors, a pace, a window. Months unless said."""

    horizon_months: int
    minimum_term_months: int
    due_from_months: int
    window_to_months: int
    handover_workdays: int
    pair_months: int
    most_one_in_year: int
    most_one_in_half_year: int
    stable_months: int
    fresh_months: int
    least_from_months: int
    attrition_share_most: float
    planned_within_days: int


@dataclass(frozen=True, slots=True)
class ComfortRules:
    """Service levels that sleep, watermelon, casting."""

    unstretched_months: int
    unstretched_min_points: int
    unstretched_depth: float
    unstretched_full_months: int
    saturated_months: int
    saturated_window: int
    smooth_min_months: int
    smooth_min_cases: int
    smooth_probability: float
    watermelon_green_months: int
    watermelon_probability: float
    watermelon_min_answers: int
    shown_from_answers: int
    satisfaction_prior_mean: float
    satisfaction_prior_strength: float
    satisfaction_target: float
    satisfied_from_score: int
    feedback_window_days: int
    reading_stale_days: int
    minutes_needed: int
    tenure_fresh_years: float
    tenure_stale_years: float
    never_renewed_from_years: float
    never_renewed_full_years: float
    outside_contact_share: float
    outside_contact_discount: float
    key_roles_needed: int
    measures: MeasureRules
    experience: ExperienceRules
    position: PositionRules
    renewal: RenewalRules


@dataclass(frozen=True, slots=True)
class MoneyRules:
    """Service credits, service points, ratchets: what a contract leaves open."""

    expected_misses: int
    expected_window_months: int
    points_minor: int
    points_serious: int
    points_severe: int
    points_repeat_factor: int
    ratchet_run_months: int
    ratchet_share: float
    reset_best_months: int
    reset_gap_share: float


@dataclass(frozen=True, slots=True)
class PublicRules:
    """What may be added to a public contract of services without a new tender, as shares of its price at the start."""

    small_share: float
    large_share: float


@dataclass(frozen=True, slots=True)
class DealRules:
    """Which packages are offered together, and how guesses of the other side's weights are tried."""

    near_share: float
    near_step: float
    near_least: float
    levels_apart: int
    guess_draws: int
    guess_strength: float
    kept_share: float


@dataclass(frozen=True, slots=True)
class ContractRules:
    """Silence of a contract, drift of its scope, windows and their urgency."""

    amendment_rate_per_year: float
    first_year_days: int
    urgency_full_days: int
    urgency_zero_days: int
    demand_min_volume: int
    posting_workdays: int
    remind_days: int
    remind_end_months: int
    money: MoneyRules
    public: PublicRules
    deal: DealRules


@dataclass(frozen=True, slots=True)
class NewDealRules:
    """Coverage of the strategy by objectives, owners, measures and contractual hooks."""

    objective_part: float
    owner_part: float
    measure_part: float
    hook_part: float
    measure_fresh_days: int
    uncovered_theme_below: float


@dataclass(frozen=True, slots=True)
class InnovationRules:
    """Idea quotas of each party and the drought since the last admissible idea."""

    ideas_per_year: float
    drought_rate_per_day: float
    quota_part: float
    drought_part: float


@dataclass(frozen=True, slots=True)
class GovernanceRules:
    """Energy of committees, repetition of reports."""

    decisions_per_hour_awake: float
    meetings_considered: int
    meetings_needed: int
    carried_share_asleep: float
    seat_fill_awake: float
    report_shingle: int
    report_history: int
    novelty_copy: float
    novelty_awake: float
    report_min_words: int
    reports_needed: int
    report_stale_days: int


@dataclass(frozen=True, slots=True)
class IndexRules:
    """The index of sleep: dimensions, power mean, states, robustness."""

    power: float
    weights: dict[str, float]
    coverage_needed: float
    asleep_from: float
    drowsy_from: float
    awake_from: float
    hysteresis: float
    dirichlet_concentration: float
    dirichlet_draws: int


@dataclass(frozen=True, slots=True)
class CallRules:
    """The call of the day: what it is worth, what forbids it. Euros and days."""

    cost_eur: Decimal
    floor_index: float
    floor_cost_multiple: float
    topic_from_score: float
    unknown_annual_value_eur: Decimal
    reach_prior_yes: float
    reach_prior_no: float
    effect_prior_yes: float
    effect_prior_no: float
    cooldown_days: int
    calls_a_year_per_top_manager: int
    hysteresis: float
    snooze_days: dict[str, int]
    follow_up_days: int
    relapse_days: int
    topic_level: dict[str, int]
    country: str
    subdivision: str


@dataclass(frozen=True, slots=True)
class Rules:
    """One version of all the rules; a stored decision keeps the version it was taken with."""

    version: str
    network: NetworkRules
    comfort_zone: ComfortRules
    living_contract: ContractRules
    new_deal: NewDealRules
    innovation: InnovationRules
    governance: GovernanceRules
    index: IndexRules
    call: CallRules
