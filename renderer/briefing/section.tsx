import type { ReactNode } from 'react';

interface SectionProps {
  /** Names the section for tests. */
  readonly name: string;
  readonly title: string;
  /** What it says, in one sentence. */
  readonly says: string;
  readonly meta?: ReactNode;
  readonly children: ReactNode;
}

/** One part of the document: its title, its message, its evidence. */
export function Section({ name, title, says, meta, children }: SectionProps) {
  return (
    <section className={`briefing-section briefing-${name}`} data-section={name}>
      <header>
        <h2>{title}</h2>
        {meta === undefined ? null : <span>{meta}</span>}
      </header>
      <p className="briefing-says">{says}</p>
      {children}
    </section>
  );
}
