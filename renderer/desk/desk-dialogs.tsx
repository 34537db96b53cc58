import type { Dispatch } from 'react';
import type { StaffingRun } from './floor/use-staffing-run';
import { ActDialog } from './act-dialog';
import { ActReceipt } from './act-receipt';
import { type Acts, settled } from './acts';
import type { DeskAction, DeskDialog } from './desk-state';
import { EmergencyCloseDialog, EmergencyOpenDialog } from './emergency-dialog';
import type { FloorAction } from './floor/floor-state';
import { StaffingReceipt } from './floor/staffing-receipt';
import { KeysDialog } from './keys-dialog';
import type { Names } from './names';
import { ScreensDialog } from './screens/screens-dialog';

interface DeskDialogsProps {
  readonly dialog: DeskDialog | null;
  readonly dispatch: Dispatch<DeskAction>;
  readonly names: Names;
  readonly emergencyOpen: boolean;
  readonly acts: Acts;
  /** The act whose receipt is shown; null: none. */
  readonly receipt: string | null;
  readonly onReceipt: (id: string | null) => void;
  readonly staffing: StaffingRun;
  readonly staffingReceipt: boolean;
  readonly dispatchFloor: Dispatch<FloorAction>;
  readonly zone: string;
}

/** Whatever stands before the desk: what is being decided, and what became of what was. */
export function DeskDialogs(props: DeskDialogsProps) {
  const { dialog, dispatch, names, emergencyOpen, acts, receipt, onReceipt, staffing, staffingReceipt, dispatchFloor, zone } = props;
  const close = () => dispatch({ do: 'dialog', dialog: null });
  const shown = acts.list.find((running) => running.id === receipt);
  return (
    <>
      {dialog?.kind === 'reassign' || dialog?.kind === 'urge' ? (
        <ActDialog
          kind={dialog.kind}
          rows={dialog.rows}
          names={names}
          onClose={close}
          onAct={(decided) => {
            close();
            onReceipt(acts.start(decided).id);
          }}
        />
      ) : null}
      {shown === undefined ? null : (
        <ActReceipt
          act={shown.act}
          run={shown.run}
          names={names}
          onClose={() => {
            if (settled(shown.run.items())) acts.forget(shown.id);
            onReceipt(null);
          }}
        />
      )}
      {staffing.sent === null || !staffingReceipt ? null : (
        <StaffingReceipt
          sent={staffing.sent}
          zone={zone}
          onClose={(ended) => {
            dispatchFloor(ended === 'done' ? { do: 'decided' } : { do: 'receipt', open: false });
            if (ended !== null) staffing.forget();
          }}
        />
      )}
      {dialog?.kind === 'emergency-open' && !emergencyOpen ? <EmergencyOpenDialog onClose={close} /> : null}
      {dialog?.kind === 'emergency-close' && emergencyOpen ? <EmergencyCloseDialog onClose={close} /> : null}
      {dialog?.kind === 'keys' ? <KeysDialog onClose={close} /> : null}
      {dialog?.kind === 'screens' ? <ScreensDialog onClose={close} /> : null}
    </>
  );
}
