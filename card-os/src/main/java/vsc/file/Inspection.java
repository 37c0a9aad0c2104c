// SPDX-FileCopyrightText: Virtual Smart Card authors
// SPDX-License-Identifier: Apache-2.0
package vsc.file;

import java.util.SortedMap;
import vsc.model.ObjectId;

/**
 * What can be seen of a file without activating it. Nobody vouches for it yet.
 *
 * @param generation how often the card was changed
 * @param publicObjects the objects of the public area, and their lengths in bytes
 */
public record Inspection(Header header, long generation, SortedMap<ObjectId, Integer> publicObjects) {}
