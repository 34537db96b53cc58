import { Sign } from '../../parts/sign';
import { useWords } from '../../parts/words';
import { outcomeText } from './outcome-words';
import type { Asked } from './use-requests';

/** What came of what was asked last; takes its room before anything was. */
export function OutcomeLine({ asked }: { readonly asked: Asked | undefined }) {
  const words = useWords();
  const failed = asked?.outcome?.ok === false;
  const state = asked === undefined ? 'none' : asked.outcome === null ? 'sent' : failed ? 'failed' : 'done';
  return (
    <p className="screen-outcome" role="status" data-outcome={state}>
      {asked === undefined ? null : (
        <>
          {failed ? <Sign level="watch" /> : null} {outcomeText(asked, words)}
        </>
      )}
    </p>
  );
}
