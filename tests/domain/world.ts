import { caseEventAllowed, evolveCase } from '../../shared/domain/case-evolve';
import { blankCase } from '../../shared/domain/case-fields';
import type { CaseFields } from '../../shared/domain/case-fields';
import type { DecideContext } from '../../shared/domain/decide-context';
import type { CaseEvent, DomainEvent } from '../../shared/domain/events';
import { DEFAULT_GRADE_RULES } from '../../shared/domain/grades';
import type { GradeRules } from '../../shared/domain/grades';
import type { CaseKey } from '../../shared/domain/keys';
import type { Instant } from '../../shared/time/instant';

/** 29 July 2025, 08:00 in Beijing: the moment at which a specification begins. */
export const MORNING: Instant = Date.parse('2025-07-29T08:00:00+08:00');

/** A whole state kept the plainest way: one object per case. Small, slow and obviously right; what the columns are compared with. */
export class World implements DecideContext {
  now: Instant = MORNING;
  openEmergency: DecideContext['openEmergency'] = null;
  nextCase: CaseKey = 1;
  nextEmergency = 1;
  nextDecision = 1;
  readonly cases = new Map<CaseKey, CaseFields>();
  readonly units = new Set<number>();
  readonly categories = new Set<number>();
  readonly tasks = new Map<number, number | null>();
  readonly rules: GradeRules;

  constructor(rules: GradeRules = DEFAULT_GRADE_RULES) {
    this.rules = rules;
  }

  case(key: CaseKey): CaseFields | null {
    return this.cases.get(key) ?? null;
  }

  hasUnit(key: number): boolean {
    return this.units.has(key);
  }

  hasCategory(key: number): boolean {
    return this.categories.has(key);
  }

  hasPlaybook(code: string): boolean {
    return code === 'rainstorm' || code === 'heating';
  }

  hasTask(key: number): boolean {
    return this.tasks.has(key);
  }

  /** Folds one event at `now`; throws on an event that the domain does not allow, naming it. */
  apply(event: DomainEvent): void {
    if (event.kind.startsWith('case.')) return this.applyToCase(event as CaseEvent);
    switch (event.kind) {
      case 'catalogue.unit-added':
        this.units.add(event.unit);
        return;
      case 'catalogue.category-added':
        this.categories.add(event.category);
        return;
      case 'task.defined':
        this.tasks.set(event.task, null);
        return;
      case 'task.progressed':
        this.tasks.set(event.task, event.value);
        return;
      case 'emergency.opened':
        if (this.openEmergency !== null) throw new Error('a second emergency');
        this.openEmergency = { emergency: event.emergency };
        this.nextEmergency = event.emergency + 1;
        return;
      case 'staffing.decided':
        this.nextDecision = event.decision + 1;
        return;
      case 'emergency.closed':
        if (this.openEmergency?.emergency !== event.emergency) throw new Error('an emergency that is not open');
        this.openEmergency = null;
        return;
      default:
        return;
    }
  }

  private applyToCase(event: CaseEvent): void {
    const known = this.case(event.case);
    if (!caseEventAllowed(known, event)) throw new Error(`${event.kind} is not allowed on ${known?.status ?? 'an unknown case'}`);
    const fields = known ?? blankCase();
    evolveCase(fields, event, this.now);
    this.cases.set(event.case, fields);
    this.nextCase = Math.max(this.nextCase, event.case + 1);
  }
}
