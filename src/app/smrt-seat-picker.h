/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SMRT_TYPE_SEAT_PICKER (smrt_seat_picker_get_type ())

/**
 * SmrtSeatPicker:
 *
 * Asks how many seats there shall be. Nothing is chosen before the person
 * chose: it begins with how many there are.
 *
 * Property `quantity` (int64): the number chosen, told once it stands still for
 * a moment, so that what follows from it is not asked for at every step.
 */
G_DECLARE_FINAL_TYPE (SmrtSeatPicker, smrt_seat_picker, SMRT, SEAT_PICKER, AdwBin)

/**
 * smrt_seat_picker_set_range:
 * @present: how many there are
 * @least: the smallest number that can be chosen
 * @most: the largest one; 0 for no limit
 */
void   smrt_seat_picker_set_range    (SmrtSeatPicker *self,
                                      gint64          present,
                                      gint64          least,
                                      gint64          most);
gint64 smrt_seat_picker_get_quantity (SmrtSeatPicker *self);

/**
 * smrt_seat_picker_choose:
 *
 * Chooses a number at once, as tests and commands do.
 */
void   smrt_seat_picker_choose       (SmrtSeatPicker *self,
                                      gint64          quantity);

/**
 * smrt_seat_picker_commit:
 *
 * Takes what stands in the field at once, where a moment would have passed
 * otherwise.
 */
void       smrt_seat_picker_commit       (SmrtSeatPicker *self);

G_END_DECLS
