import { describe, expect, it } from 'vitest';
import { anyDateReader, dateReader } from '../../shared/city/date-format';

describe('a date format', () => {
  const long = dateReader('MM/dd/yyyy hh:mm:ss a');
  const short = dateReader('M/d/yy H:mm');

  it.each([
    ['04/12/2018 11:11:26 AM', [2018, 4, 12, 11, 11, 26]],
    ['04/12/2018 12:00:00 AM', [2018, 4, 12, 0, 0, 0]],
    ['04/12/2018 12:59:59 PM', [2018, 4, 12, 12, 59, 59]],
    [' 02/29/2016 01:00:00 pm ', [2016, 2, 29, 13, 0, 0]],
  ])('reads %s', (text, [year, month, day, hour, minute, second]) => {
    expect(long(text)).toEqual({ year, month, day, hour, minute, second });
  });

  it.each([
    ['1/1/20 0:05', [2020, 1, 1, 0, 5]],
    ['12/31/99 23:59', [1999, 12, 31, 23, 59]],
  ])('reads %s', (text, [year, month, day, hour, minute]) => {
    expect(short(text)).toEqual({ year, month, day, hour, minute, second: 0 });
  });

  it.each([
    '',
    '13/01/2018 01:00:00 AM',
    '02/29/2018 01:00:00 AM',
    '02/30/2016 01:00:00 AM',
    '04/12/2018 00:30:00 AM',
    '04/12/2018 13:00:00 PM',
  ])('refuses %j', (text) => expect(long(text)).toBeNull());

  it.each([
    '04/12/2018 11:11 AM',
    '2018-04-12T11:11:26',
    '04/12/2018 11:11:26',
    '04/12/2018 11:60:26 AM',
    'yesterday',
    '04/12/2018 11:11:26 AM x',
  ])('refuses %j, which has another form', (text) => expect(long(text)).toBeNull());

  it('refuses hour 24 and year 0', () => {
    expect(short('1/1/20 24:00')).toBeNull();
    expect(dateReader('yyyy-MM-dd')('0000-01-01')).toBeNull();
  });

  it('takes quoted text for itself, and the first of several formats that fits', () => {
    const read = anyDateReader(["yyyy-MM-dd'T'HH:mm:ss", 'yyyy-MM-dd']);
    expect(read('2020-02-03T04:05:06')).toMatchObject({ day: 3, second: 6 });
    expect(read('2020-02-03')).toMatchObject({ day: 3, hour: 0 });
    expect(read('2020-02-03 04:05')).toBeNull();
  });

  it.each(['MM/dd', 'yyyy-MM-dd hh:mm', 'yyyy-MM-dd HH:mm a', 'yyyy-MM-dd Z'])('cannot be made of %s', (format) => {
    expect(() => dateReader(format)).toThrow(RangeError);
  });
});
